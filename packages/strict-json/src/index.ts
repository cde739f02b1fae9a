export type { Issue } from './issue.ts';
export type { JsonMember } from './json-member.ts';
export type { JsonStyle } from './json-style.ts';
export { type ParsedJson, type ParseOptions, parseJson } from './parse-json.ts';
export { quoted } from './quoted.ts';
export { type RawJson, rawJson } from './raw-json.ts';
export { decodeUtf8 } from './utf8.ts';
export { writeMerged } from './write-merged.ts';
export { writeObject } from './write-object.ts';
