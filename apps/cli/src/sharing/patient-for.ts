import type { Home } from '@missionctl/actions';

/** The same home, whose engines are waited for so long at most, in milliseconds. */
export function patientFor(home: Home, withinMs: number): Home {
  const { engine } = home;
  return engine === undefined ? home : { ...home, engine: { ...engine, withinMs } };
}
