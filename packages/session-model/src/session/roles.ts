export const roles: readonly ['developer', 'reviewer', 'observer', 'stakeholder'] = [
  'developer',
  'reviewer',
  'observer',
  'stakeholder',
];

export type Role = (typeof roles)[number];

/** What a participant may do in a mission. It follows from the role and is never stored. */
export interface Capabilities {
  readonly focus: boolean;
  readonly drive: boolean;
  readonly execute: boolean;
  readonly acknowledge: boolean;
  readonly comment: boolean;
  readonly decide: boolean;
}

const granted: Readonly<Record<Role, readonly (keyof Capabilities)[]>> = {
  developer: ['focus', 'drive', 'execute', 'acknowledge', 'comment', 'decide'],
  reviewer: ['focus', 'drive', 'execute', 'acknowledge', 'comment', 'decide'],
  observer: ['focus', 'comment'],
  stakeholder: ['comment', 'decide'],
};

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** The capabilities of a role; a role that is unknown has none. */
export function capabilitiesOf(role: string): Capabilities {
  const held = isRole(role) ? granted[role] : [];
  return {
    focus: held.includes('focus'),
    drive: held.includes('drive'),
    execute: held.includes('execute'),
    acknowledge: held.includes('acknowledge'),
    comment: held.includes('comment'),
    decide: held.includes('decide'),
  };
}
