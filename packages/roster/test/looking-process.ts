import { text } from 'node:stream/consumers';
import { nodeProcesses, stateOfAnchor } from '../src/index.ts';
import { factsNow, type Look, type Question } from './look.ts';

// Prints as JSON what a command sees from where it runs, and how it decides on the anchors that it
// reads as JSON.

const reader = nodeProcesses();
const { anchors, path }: Question = JSON.parse(await text(process.stdin));
const facts = factsNow(anchors.map(({ pid }) => pid));
const look: Look = {
  states: anchors.map((anchor) => stateOfAnchor(anchor, facts)),
  isTrusted: facts.pidNamespace !== undefined,
  self: reader.self(),
  ancestors: reader.ancestors(),
  terminal: reader.terminal(),
  system: reader.system(),
  isShared: reader.isShared(path),
};
console.log(JSON.stringify(look));
