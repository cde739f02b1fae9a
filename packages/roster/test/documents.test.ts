import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimCodecOf } from '../src/claim/claim-codec.ts';
import { presenceCodec } from '../src/entry/presence-codec.ts';
import { type Claim, claimKey, type Presence, verdictOf } from '../src/index.ts';

const focus = 'wp:WP01';
const claimCodec = claimCodecOf(claimKey(focus));

const someText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'wp:WP01', '\ud83d'));
const someTime = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('Z', '000Z'));
const someCount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

const someClaim: fc.Arbitrary<Claim> = fc.record({
  focus: fc.constant(focus),
  holder: maybe(someText),
  term: someCount,
  since: someTime,
  reason: maybe(someText),
  reservedFor: maybe(someText),
  former: maybe(
    fc.record({
      holder: someText,
      term: someCount,
      how: fc.constantFrom('gone', 'taken', 'given'),
    }),
  ),
  wantedBy: fc.array(fc.record({ by: someText, at: someTime, note: maybe(someText) }), {
    maxLength: 3,
  }),
  note: maybe(someText),
});

const somePresence: fc.Arbitrary<Presence> = fc.record({
  anchors: fc.array(
    fc.record({
      kind: fc.oneof(fc.constantFrom('life', 'task'), someText),
      machine: someText,
      boot: someText,
      pidNamespace: someText,
      pid: someCount,
      start: someText,
    }),
    { maxLength: 3 },
  ),
  anchored: fc.boolean(),
  place: maybe(
    fc.record({ repository: someText, worktree: maybe(someText), branch: maybe(someText) }),
  ),
  harness: maybe(someText),
  waiting: maybe(someTime),
  ended: maybe(someTime),
  touching: fc.array(fc.record({ path: someText, at: someTime }), { maxLength: 3 }),
  continued: maybe(someText),
});

const documents = [
  { name: 'a claim', codec: claimCodec, some: someClaim },
  { name: 'a presence', codec: presenceCodec, some: somePresence },
] as const;

/** What of the codecs the tests need, whatever the document. */
interface AnyCodec {
  readonly decode: (text: string) => ReturnType<typeof claimCodec.decode>;
  readonly encode: (value: unknown, keep?: unknown) => string;
}

function decoded(
  codec: AnyCodec,
  text: string,
): { readonly value: object; readonly keep: unknown } {
  const found = codec.decode(text);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return { value: found.value, keep: found.keep };
}

describe.each(documents)('$name', ({ codec: known, some }) => {
  const codec = known as unknown as AnyCodec;

  test('is read as it was written, and written as it was read', () => {
    fc.assert(
      fc.property(some, (value) => {
        const text = codec.encode(value);
        const found = decoded(codec, text);
        expect(found.value).toEqual(value);
        expect(codec.encode(found.value, found.keep)).toBe(text);
      }),
    );
  });

  test('of one value becomes another, with all that a later version wrote beside it', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const text = codec.encode(one).replace('{', '{ "later": 1.0, "toString": [1e2],');
        const { keep } = decoded(codec, text);
        const next = codec.encode(other, keep);
        expect(decoded(codec, next).value).toEqual(
          expect.objectContaining(JSON.parse(JSON.stringify(other))),
        );
        expect(next).toContain('"later": 1.0');
        expect(next).toContain('1e2');
      }),
    );
  });

  test('that is damaged in any way is refused, and never throws', () => {
    fc.assert(
      fc.property(some, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }), (...given) => {
        const [value, at, instead] = given;
        const text = codec.encode(value);
        const cut = at % text.length;
        for (const damaged of [
          text.slice(0, cut),
          text.slice(0, cut) + instead + text.slice(cut + 1),
        ]) {
          const found = codec.decode(damaged);
          if (!found.ok) expect(found.issues.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('is never what is another kind of JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const found = codec.decode(text);
        expect(found.ok).toBe(false);
      }),
    );
  });
});

describe('on disk', () => {
  const at = '2026-02-15T13:16:02.154627Z';

  test('a claim is', () => {
    const claim: Claim = {
      ...{ focus, holder: 'ann', term: 3, since: at, reason: 'asleep', reservedFor: 'cy' },
      former: { holder: 'bob', term: 2, how: 'taken' },
      wantedBy: [{ by: 'di', at, note: 'please' }],
      note: 'green',
    };
    expect(JSON.parse(claimCodec.encode(claim))).toEqual({
      ...{ focus, holder: 'ann', term: 3, since: at, reason: 'asleep', reserved_for: 'cy' },
      former: { holder: 'bob', term: 2, how: 'taken' },
      wanted_by: [{ by: 'di', at, note: 'please' }],
      note: 'green',
    });
  });

  test('a presence is', () => {
    const anchor = { kind: 'life', machine: 'm', boot: 'b', pid: 7, start: 's' };
    const place = { repository: '/a/.git', worktree: '/a', branch: 'main' };
    const others = { harness: 'claude', waiting: at, ended: at, continued: focus };
    const touching = [{ path: '/a/b', at }];
    const presence: Presence = {
      ...{ anchors: [{ ...anchor, pidNamespace: 'n' }], anchored: true, place, touching },
      ...others,
    };
    expect(JSON.parse(presenceCodec.encode(presence))).toEqual({
      ...{ anchors: [{ ...anchor, pid_namespace: 'n' }], anchored: true, place, touching },
      ...others,
    });
  });

  test('what is null is missing, and a missing list is empty', () => {
    const none = { holder: null, reason: null, former: null, note: null, wanted_by: undefined };
    const found = claimCodec.decode(JSON.stringify({ focus, term: 1, since: at, ...none }));
    expect(found).toMatchObject({ value: { focus, term: 1, since: at, wantedBy: [] } });
    expect(found.ok && Object.keys(found.value)).toEqual(['focus', 'term', 'since', 'wantedBy']);
  });

  test.each([
    '2026-02-15T13:16:02.154627',
    '2026-02-15T13:16:02.154Z',
    '2026-02-15 13:16:02.154627Z',
    '2026-02-15T13:16:02,154627Z',
    '+2026-02-15T13:16:02.154627Z',
    '2026-02-15T13:16:02.154627Z\n',
    '2026-2-15T13:16:02.154627Z',
    '2026-02-1T13:16:02.154627Z',
    '2026-02-15T1:16:02.154627Z',
    '2026-02-15T13:6:02.154627Z',
    '2026-02-15T13:16:2.154627Z',
    '26-02-15T13:16:02.154627Z',
  ])('no time is %j', (since) => {
    const found = claimCodec.decode(JSON.stringify({ focus, term: 1, since }));
    expect(found).toMatchObject({ ok: false, issues: [{ field: 'since' }] });
  });
});

describe('what a later version wrote', () => {
  const place = { repository: '/a/.git', worktree: '/a', branch: 'main', later: [1] };
  const texts = [
    [
      'a claim',
      claimCodec as unknown as AnyCodec,
      `{
  "focus": "${focus}",
  "holder": "ann",
  "term": 3,
  "since": "2026-02-15T13:16:02.154627Z",
  "former": { "holder": "bob", "term": 2, "how": "given", "later": 1.0 },
  "wanted_by": [{ "by": "cy", "at": "2026-02-15T13:16:02.154627Z", "later": "w" }],
  "later": { "deep": 1E2 }
}
`,
      { holder: undefined },
      ['"later": 1.0', '"later": "w"', '{ "deep": 1E2 }', '"cy"'],
    ],
    [
      'a presence',
      presenceCodec as unknown as AnyCodec,
      `{
  "anchors": [{ "kind": "moon", "machine": "m", "boot": "b", "pid_namespace": "", "pid": 1, "start": "s", "later": true }],
  "anchored": true,
  "place": ${JSON.stringify(place)},
  "touching": [{ "path": "/a/b", "at": "2026-02-15T13:16:02.154627Z", "later": null }],
  "later": 1.0
}
`,
      { continued: focus },
      ['"moon"', '"later": true', '"later":[1]', '"later": null', '"later": 1.0'],
    ],
  ] as const;

  test.each(texts)(
    'into %s is kept when something else changes',
    (_, codec, text, change, kept) => {
      const { value, keep } = decoded(codec, text);
      const next = codec.encode({ ...value, ...change }, keep);
      for (const each of kept) expect(next).toContain(each);
      expect(decoded(codec, next).value).toEqual({ ...value, ...change });
    },
  );

  test('as the kind of an anchor is kept, and proves nothing', () => {
    const { value } = decoded(presenceCodec as unknown as AnyCodec, texts[1][2]);
    const { anchors } = value as Presence;
    const found = { status: 'present', start: 's', ended: false } as const;
    const facts = { machine: 'm', boot: 'b', pidNamespace: '', shared: new Set<string>() };
    for (const processes of [
      new Map([[1, found]]),
      new Map([[1, { status: 'absent' }] as const]),
    ]) {
      const life = { anchors, anchored: true };
      expect(verdictOf(life, 0, { ...facts, processes }, 0)).toBe('unknown');
    }
  });
});

describe('what is of another shape is refused by the name of the member, without its value', () => {
  const secret = 'hidden-7f3a';
  const claim = {
    focus,
    term: 1,
    since: '2026-02-15T13:16:02.154627Z',
    former: { holder: 'bob', term: 1, how: 'gone' },
    wanted_by: [{ by: 'cy', at: '2026-02-15T13:16:02.154627Z' }],
  };
  const [wish] = claim.wanted_by;
  const presence = {
    anchors: [{ kind: 'life', machine: '', boot: '', pid_namespace: '', pid: 1, start: '' }],
    anchored: true,
    place: { repository: '/a' },
    touching: [{ path: '/a', at: '2026-02-15T13:16:02.154627Z' }],
  };
  const [anchor] = presence.anchors;

  test.each([
    ['claim', '', [secret]],
    ['claim', 'focus', { ...claim, focus: 1 }],
    ['claim', 'focus', { ...claim, focus: undefined }],
    ['claim', 'focus', { ...claim, focus: secret }],
    ['claim', 'holder', { ...claim, holder: [secret] }],
    ['claim', 'term', { ...claim, term: secret }],
    ['claim', 'term', { ...claim, term: 1.5 }],
    ['claim', 'term', { ...claim, term: -1 }],
    ['claim', 'term', { ...claim, term: 2 ** 53 }],
    ['claim', 'since', { ...claim, since: secret }],
    ['claim', 'reason', { ...claim, reason: { secret } }],
    ['claim', 'reserved_for', { ...claim, reserved_for: false }],
    ['claim', 'former', { ...claim, former: secret }],
    ['claim', 'former.how', { ...claim, former: { ...claim.former, how: secret } }],
    ['claim', 'former.term', { ...claim, former: { ...claim.former, term: null } }],
    ['claim', 'wanted_by', { ...claim, wanted_by: secret }],
    ['claim', 'wanted_by[1]', { ...claim, wanted_by: [wish, secret] }],
    ['claim', 'wanted_by[0].at', { ...claim, wanted_by: [{ ...wish, at: secret }] }],
    ['claim', 'note', { ...claim, note: [secret] }],
    ['presence', 'anchors', { ...presence, anchors: secret }],
    ['presence', 'anchors[0].pid', { ...presence, anchors: [{ ...anchor, pid: secret }] }],
    ['presence', 'anchors[0].kind', { ...presence, anchors: [{ ...anchor, kind: 1 }] }],
    ['presence', 'anchored', { ...presence, anchored: secret }],
    ['presence', 'anchored', { ...presence, anchored: undefined }],
    ['presence', 'place', { ...presence, place: secret }],
    ['presence', 'place.repository', { ...presence, place: { branch: secret } }],
    ['presence', 'harness', { ...presence, harness: [secret] }],
    ['presence', 'waiting', { ...presence, waiting: secret }],
    ['presence', 'ended', { ...presence, ended: secret }],
    ['presence', 'touching[0].path', { ...presence, touching: [{ at: presence.touching[0]?.at }] }],
    ['presence', 'continued', { ...presence, continued: [secret] }],
  ])('%s: %s', (kind, field, document) => {
    const codec = kind === 'claim' ? claimCodec : presenceCodec;
    const found = codec.decode(JSON.stringify(document));
    if (found.ok) throw new Error('it was believed');
    expect(found.fault).toBe('wrong-shape');
    expect(found.issues.map((issue) => issue.field)).toEqual([field]);
    for (const { message } of found.issues) {
      expect(message).toMatch(/ is not (?:a|an|the|true|gone) /);
      if (field !== '') expect(message).toContain(field);
      expect(message).not.toContain(secret);
    }
  });
});
