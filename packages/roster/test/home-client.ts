import { once } from 'node:events';
import { type ClientWork, clientSteps } from '../src/testing.ts';
import { homeEngine } from './home-engine.ts';

// A client of a home's roster that is going to be killed: begins when it is asked to, and reports each
// step that it has finished.

const [home = '', work = ''] = process.argv.slice(2);
const engine = homeEngine(home);

process.send?.('opened');
await once(process, 'message');
for await (const step of clientSteps(engine, JSON.parse(work) as ClientWork)) process.send?.(step);
process.disconnect();
