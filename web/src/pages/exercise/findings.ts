//! What a report says about lines of the submission, for the editor's gutter. Pure.

import type { Report } from '../../api/types';
import type { LineFinding } from '../../editor/findings';
import { openCheck } from '../../report/lanes';
import { placesIn } from '../../report/places';

/** Compile messages, and where the check that is open crashed. */
export function lineFindings(
  report: Report | null,
  chosen: string | null,
  files: string[],
): LineFinding[] {
  if (report === null) return [];
  const findings: LineFinding[] = placesIn(report.compilation?.output.text ?? '', files).map(
    (place) => ({
      file: place.file,
      line: place.line,
      column: place.column,
      severity: place.severity,
      message: place.message,
      note: false,
    }),
  );
  const refused = findings.find((finding) => finding.severity === 'error');
  if (report.verdict === 'CE' && refused) refused.note = true;
  const check = openCheck(report, chosen);
  for (const item of check?.evidence ?? []) {
    if (item.type !== 'crash') continue;
    const { name, message, file, line } = item.crash;
    if (!file || !line || !files.includes(file)) continue;
    const said = message ? `${name}: ${message}` : name;
    findings.push({
      file,
      line,
      column: null,
      severity: 'error',
      message: `${said} (${check?.title || check?.id})`,
      note: true,
    });
  }
  return unique(findings);
}

/** A place named twice, as in a summary at the end, is marked once. */
function unique(findings: LineFinding[]): LineFinding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = `${finding.file}:${finding.line}:${finding.column}:${finding.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
