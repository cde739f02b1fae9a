/** Whether a participant means to move the mission on, or only looks. */
export type DriveIntent = 'active' | 'inactive';

export function isDriveIntent(text: string): text is DriveIntent {
  return text === 'active' || text === 'inactive';
}
