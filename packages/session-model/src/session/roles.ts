/** The roles that there are, in the order in which they are offered. */
export const roles: readonly ['developer', 'reviewer', 'observer', 'stakeholder'] = [
  'developer',
  'reviewer',
  'observer',
  'stakeholder',
];

/** One of `roles`. */
export type Role = (typeof roles)[number];

/** What a participant may do in a mission. It follows from the role and is never stored. */
export interface Capabilities {
  /** To set a focus. */
  readonly focus: boolean;
  /** To drive the mission. */
  readonly drive: boolean;
  /** To carry out work of the mission. */
  readonly execute: boolean;
  /** To acknowledge what others did. */
  readonly acknowledge: boolean;
  /** To comment. */
  readonly comment: boolean;
  /** To take decisions. */
  readonly decide: boolean;
}

const granted: Readonly<Record<Role, readonly (keyof Capabilities)[]>> = {
  developer: ['focus', 'drive', 'execute', 'acknowledge', 'comment', 'decide'],
  reviewer: ['focus', 'drive', 'execute', 'acknowledge', 'comment', 'decide'],
  observer: ['focus', 'comment'],
  stakeholder: ['comment', 'decide'],
};

/**
 * Checks a role.
 *
 * @param text - the text, whatever is in it
 * @returns whether it is one of `roles`, in lower case
 * @example
 * isRole('owner'); // false
 */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/**
 * Returns the capabilities of a role.
 *
 * @param role - the role, known or not
 * @returns what it may do; a role that is unknown may do nothing
 * @example
 * capabilitiesOf('observer').comment; // true
 */
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
