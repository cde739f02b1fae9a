import type { OnCollision } from '@missionctl/actions';

/** What can be done when another drives there. */
export const onCollisions: readonly OnCollision[] = ['continue', 'hold', 'defer'];

/** The flag of the commands that may be held back. */
export const onCollisionFlag = {
  kind: 'string',
  placeholder: onCollisions.join('|'),
  brief: 'If another drives there: drive too, hold back, or change nothing; default: hold',
  complete: () => onCollisions,
} as const;
