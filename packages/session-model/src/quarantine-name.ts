import type { Timestamp } from './time/timestamp.ts';

/** The name under which a damaged file is kept: `session.json.damaged-20260215T131602154627Z`. */
export function quarantineName(fileName: string, at: Timestamp): string {
  return `${fileName}.damaged-${at.replaceAll(/[-:.]/g, '')}`;
}
