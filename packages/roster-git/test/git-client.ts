import { once } from 'node:events';
import { type ClientWork, clientSteps } from '@missionctl/roster/testing';
import { type GitSettings, gitEngine } from '../src/index.ts';

// A client that is going to be killed: begins when it is asked to, and reports each step that it has
// finished.

const [settings = '', work = ''] = process.argv.slice(2);
const given = JSON.parse(settings) as GitSettings;
const engine = gitEngine({ ...given, environment: process.env });

process.send?.('opened');
await once(process, 'message');
for await (const step of clientSteps(engine, JSON.parse(work) as ClientWork)) process.send?.(step);
process.disconnect();
