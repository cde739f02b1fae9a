import { existsSync, readFileSync } from 'node:fs';
import {
  compiledZone,
  machineZone,
  posixZone,
  type TimeZone,
  utcZone,
} from '@missionctl/session-model';

/**
 * Whose local time this is, as the C library reads TZ: Node takes some of its forms for UTC. It is
 * found out when a time asks for it. Undefined where nothing is set: Node asks the machine then.
 */
export function localZone(): TimeZone | undefined {
  const { TZ: text } = process.env;
  if (text === undefined || process.platform === 'win32') return undefined;
  let zone: TimeZone | undefined;
  return {
    offsetAt(epochMs) {
      zone ??= zoneNamed(text.replace(/^:/, ''));
      return zone.offsetAt(epochMs);
    },
  };
}

/** In the order of the C library (tzset(3)): a file, a rule, and else UTC. */
function zoneNamed(text: string): TimeZone {
  if (text === '') return utcZone;
  const directory = process.env['TZDIR'] || '/usr/share/zoneinfo';
  const file = text.startsWith('/') ? text : `${directory}/${text}`;
  const zone = zoneInFile(file) ?? posixZone(text);
  if (zone !== undefined) return zone;
  // Without any zone files the machine's programs are as good as none, and Node has its own.
  return existsSync(directory) ? utcZone : machineZone;
}

function zoneInFile(path: string): TimeZone | undefined {
  try {
    return compiledZone(readFileSync(path));
  } catch {
    return undefined;
  }
}
