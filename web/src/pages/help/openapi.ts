//! Reads an OpenAPI 3.1 description into what the reference page shows. Nothing is taken for granted:
//! what is missing is left out.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  additionalProperties?: Schema | boolean;
}

interface Media {
  schema?: Schema;
}

interface Operation {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: Schema;
  }[];
  requestBody?: { content?: Record<string, Media> };
  responses?: Record<string, { description?: string; content?: Record<string, Media> }>;
}

export interface OpenApi {
  info?: { title?: string; version?: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Row {
  name: string;
  type: string;
  required: boolean;
  text: string;
}

export interface Body {
  media: string;
  type: string;
  rows: Row[];
}

export interface Endpoint {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: (Row & { in: string })[];
  body: Body | null;
  responses: { status: string; text: string; body: Body | null }[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

function nameOf(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

/** The schema itself, behind one reference. */
function resolve(schema: Schema, all: Record<string, Schema>): Schema {
  return schema.$ref ? (all[nameOf(schema.$ref)] ?? schema) : schema;
}

export function typeName(schema: Schema | undefined): string {
  if (!schema) return 'any';
  if (schema.$ref) return nameOf(schema.$ref);
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return [...new Set(choice.map(typeName))].join(' | ');
  if (schema.allOf) return schema.allOf.map(typeName).join(' & ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type ?? 'object'].flat();
  return types
    .map((type) => {
      if (type === 'array') return `${typeName(schema.items)}[]`;
      if (type === 'string' && schema.format) return schema.format;
      return type;
    })
    .join(' | ');
}

function range(schema: Schema): string {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (maximum !== undefined) return `at most ${maximum}`;
  if (minimum !== undefined && minimum !== 0) return `at least ${minimum}`;
  return '';
}

function textOf(schema: Schema | undefined, own?: string): string {
  return [own ?? schema?.description ?? '', schema ? range(schema) : ''].filter(Boolean).join('; ');
}

/** The properties of an object, those of its parts included. */
function rowsOf(schema: Schema, all: Record<string, Schema>): Row[] {
  const whole = resolve(schema, all);
  if (whole.allOf) return whole.allOf.flatMap((part) => rowsOf(part, all));
  if (whole.type === 'array' && whole.items) return rowsOf(whole.items, all);
  const required = new Set(whole.required);
  return Object.entries(whole.properties ?? {}).map(([name, one]) => ({
    name,
    type: typeName(one),
    required: required.has(name),
    text: textOf(one),
  }));
}

function bodyOf(content: Record<string, Media> | undefined, all: Record<string, Schema>) {
  const first = Object.entries(content ?? {})[0];
  if (!first) return null;
  const [media, { schema }] = first;
  return { media, type: typeName(schema), rows: schema ? rowsOf(schema, all) : [] };
}

/** Every endpoint, in the order of the description. */
export function endpoints(api: OpenApi): Endpoint[] {
  const all = api.components?.schemas ?? {};
  return Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = (operation.parameters ?? []).map((one) => ({
        name: one.name,
        in: one.in,
        type: typeName(one.schema),
        required: one.required ?? false,
        text: textOf(one.schema, one.description),
      }));
      const responses = Object.entries(operation.responses ?? {}).map(([status, one]) => ({
        status,
        text: one.description ?? '',
        body: bodyOf(one.content, all),
      }));
      return [
        {
          id: `${method}-${path.replace(/[^a-z0-9]+/gi, '-')}`,
          method: method.toUpperCase(),
          path,
          tag: operation.tags?.[0] ?? 'other',
          summary: operation.summary ?? '',
          description: operation.description ?? '',
          parameters,
          body: bodyOf(operation.requestBody?.content, all),
          responses,
        },
      ];
    }),
  );
}
