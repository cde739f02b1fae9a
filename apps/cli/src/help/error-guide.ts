import { type ErrorCode, exitCodes, type FindingCode, findingFixes } from '@missionctl/actions';
import { detailNotes } from '../errors/detail-notes.ts';
import { errorNotes } from '../errors/error-notes.ts';
import { findingNotes, fixNotes } from './finding-notes.ts';
import { markdownTable } from './markdown-table.ts';

/** What `missionctl help errors` prints: every code that a program can meet, made from the code. */
export function errorGuide(): string {
  return `# Errors and findings

With \`--json\` a failure is one line with \`error_code\`, \`details\` and \`retryable\`. Codes and keys are only ever added. Branch on
the code; the exit code is coarser, and messages and hints may be improved in any release.

## Error codes

${markdownTable([['code', 'exit', 'means', 'keys of `details`'], ...errorRows()])}

## Details

A key is left out where nothing is known.

${markdownTable([['key', 'is'], ...Object.entries(detailNotes).map(([key, is]) => [code(key), is])])}

## Findings of doctor

${markdownTable([['code', 'means', '`--fix`'], ...findingRows()])}
`;
}

function errorRows(): readonly (readonly string[])[] {
  return (Object.keys(exitCodes) as ErrorCode[]).map((name) => {
    const { means, details } = errorNotes[name];
    return [code(name), `${exitCodes[name]}`, means, details.map(code).join(', ')];
  });
}

function findingRows(): readonly (readonly string[])[] {
  return (Object.keys(findingNotes) as FindingCode[]).map((name) => {
    const fix = findingFixes[name];
    return [code(name), findingNotes[name], fix === null ? 'only you can decide' : fixNotes[fix]];
  });
}

function code(text: string): string {
  return `\`${text}\``;
}
