import { describe, expect, it } from 'vitest';
import { endpoints, typeName, type OpenApi } from './openapi';

const API: OpenApi = {
  paths: {
    '/api/v1/things/{id}': {
      get: {
        tags: ['things'],
        summary: 'One thing.',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200 } },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/c/schemas/Thing' } } } },
          404: { description: 'None of that id' },
        },
      },
    },
  },
  components: {
    schemas: {
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      Thing: {
        allOf: [
          { $ref: '#/c/schemas/Named' },
          {
            type: 'object',
            properties: { parts: { type: 'array', items: { $ref: '#/c/schemas/Part' } } },
          },
        ],
      },
    },
  },
};

describe('endpoints', () => {
  const [one] = endpoints(API);
  it('reads parameters with their range', () => {
    expect(one?.parameters).toEqual([
      { name: 'id', in: 'path', type: 'string', required: true, text: '' },
      { name: 'limit', in: 'query', type: 'integer', required: false, text: '1 to 200' },
    ]);
  });
  it('opens references and gathers the parts of a whole', () => {
    const answer = one?.responses.find((response) => response.status === '200');
    expect(answer?.body?.type).toBe('Thing');
    expect(answer?.body?.rows.map((row) => `${row.name}: ${row.type}`)).toEqual([
      'name: string',
      'parts: Part[]',
    ]);
  });
  it('reads an empty description', () => {
    expect(endpoints({})).toEqual([]);
  });
});

describe('typeName', () => {
  it.each([
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{ oneOf: [{ $ref: '#/Level' }, { type: 'null' }] }, 'Level | null'],
    [{ type: 'string', enum: ['run', 'submit'] }, '"run" | "submit"'],
    [undefined, 'any'],
  ])('%j', (schema, expected) => {
    expect(typeName(schema)).toBe(expected);
  });
});
