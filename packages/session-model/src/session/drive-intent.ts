/** Whether a participant moves the mission on, `active`, or only looks, `inactive`. */
export type DriveIntent = 'active' | 'inactive';

/**
 * Checks a drive intent.
 *
 * @param text - the text, whatever is in it
 * @returns whether it is `active` or `inactive`, in lower case
 * @example
 * isDriveIntent('Active'); // false
 */
export function isDriveIntent(text: string): text is DriveIntent {
  return text === 'active' || text === 'inactive';
}
