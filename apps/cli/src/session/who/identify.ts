/** Loaded where an agent may be at work: it reads the roster. */
export { identifySync } from '@missionctl/actions';
