import { expect, it } from 'vitest';
import type { Report } from '../../api/types';
import { lineFindings } from './findings';

const report = (value: object) => ({ lanes: [], verdict: 'AC', ...value }) as unknown as Report;

it('notes the first error of a refused compilation and marks the rest', () => {
  const text =
    'main.c:1:2: warning: unused\nmain.c:4:5: error: no put\nmain.c:5:3: error: no retrun\nmain.c:4:5: error: no put\n';
  const findings = lineFindings(
    report({ verdict: 'CE', compilation: { output: { text } } }),
    null,
    ['main.c'],
  );
  expect(findings.map((one) => [one.line, one.severity, one.note])).toEqual([
    [1, 'warning', false],
    [4, 'error', true],
    [5, 'error', false],
  ]);
});

it('notes where the open check crashed, in files of the submission only', () => {
  const check = (id: string, file: string) => ({
    id,
    title: id,
    verdict: 'RTE',
    evidence: [{ type: 'crash', crash: { name: 'KeyError', message: "'a'", file, line: 19 } }],
  });
  const crashed = report({
    verdict: 'RTE',
    lanes: [{ checks: [check('1', 'main.py'), check('2', 'json.py')] }],
  });
  expect(lineFindings(crashed, null, ['main.py'])).toMatchObject([
    { file: 'main.py', line: 19, message: "KeyError: 'a' (1)", note: true },
  ]);
  expect(lineFindings(crashed, '2', ['main.py'])).toEqual([]);
  expect(lineFindings(null, null, [])).toEqual([]);
});
