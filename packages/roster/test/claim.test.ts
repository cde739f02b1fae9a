import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  askForClaim,
  type Claim,
  type Driver,
  decideClaim,
  effectiveHolder,
  giveClaim,
  noticesOf,
  releaseClaim,
  releaseNobody,
  takeClaim,
} from '../src/index.ts';

const focus = 'wp:WP01';
const now = '2026-02-15T13:16:02.154627Z';

function driver(participantId: string, change: Partial<Driver> = {}): Driver {
  return { participantId, focus: undefined, drives: false, verdict: 'here', ...change };
}

const driving = { focus, drives: true } as const;
const ofAnn: Claim = { focus, holder: 'ann', term: 3, since: now, wantedBy: [] };
const free: Claim = { ...ofAnn, holder: undefined };
const givenToCy: Claim = { ...ofAnn, reservedFor: 'cy', note: 'green' };

describe('who asks for a claim', () => {
  const bob = driver('bob');
  const cases: readonly (readonly [
    string,
    Claim | undefined,
    readonly Driver[],
    Readonly<Record<string, unknown>>,
  ])[] = [
    ['that nobody ever had', undefined, [], { holder: 'bob', term: 1, former: undefined }],
    ['that was released', free, [driver('ann')], { holder: 'bob', term: 4, former: undefined }],
    [
      'whose holder drives there',
      ofAnn,
      [driver('ann', driving)],
      { held: 'ann', reserved: false },
    ],
    [
      'whose holder is quiet',
      ofAnn,
      [driver('ann', { ...driving, verdict: 'quiet' })],
      { held: 'ann', reserved: false },
    ],
    [
      'of whose holder nothing is known',
      ofAnn,
      [driver('ann', { ...driving, verdict: 'unknown' })],
      { held: 'ann', reserved: false },
    ],
    [
      'whose holder is gone',
      ofAnn,
      [driver('ann', { ...driving, verdict: 'gone' })],
      { holder: 'bob', term: 4, former: { holder: 'ann', term: 3, how: 'gone' } },
    ],
    [
      'whose holder has stopped',
      ofAnn,
      [driver('ann', { focus })],
      { holder: 'bob', term: 4, former: undefined },
    ],
    [
      'whose holder drives elsewhere',
      ofAnn,
      [driver('ann', { focus: 'wp:2', drives: true })],
      { holder: 'bob', term: 4 },
    ],
    ['whose holder has no session', ofAnn, [], { holder: 'bob', term: 4 }],
    [
      'whose holder drives there, and another without it',
      ofAnn,
      [driver('py', driving), driver('ann', driving)],
      { held: 'ann', reserved: false },
    ],
    [
      'where another drives without it',
      undefined,
      [driver('py', driving)],
      { held: 'py', reserved: false },
    ],
    [
      'where another drove who is gone',
      undefined,
      [driver('py', { ...driving, verdict: 'gone' })],
      { holder: 'bob', term: 1 },
    ],
    [
      'that is reserved',
      givenToCy,
      [driver('ann', driving), driver('cy')],
      { held: 'cy', reserved: true },
    ],
    [
      'that is reserved by who has stopped',
      givenToCy,
      [driver('ann'), driver('cy')],
      { held: 'cy', reserved: true },
    ],
    [
      'that is reserved for one who is gone',
      givenToCy,
      [driver('ann'), driver('cy', { verdict: 'gone' })],
      { holder: 'bob', term: 4 },
    ],
    [
      'that is reserved for nobody of the mission',
      givenToCy,
      [driver('ann')],
      { holder: 'bob', term: 4 },
    ],
    [
      'that is reserved for one who is gone, and held',
      givenToCy,
      [driver('ann', driving)],
      { held: 'ann', reserved: false },
    ],
  ];
  test.each(cases)('%s', (_, claim, others, expected) => {
    const decision = decideClaim({ me: 'bob', focus, now, claim, drivers: [...others, bob] });
    const seen =
      decision.status === 'granted'
        ? decision.claim
        : { held: decision.by.participantId, reserved: decision.reserved };
    expect(seen).toMatchObject(expected);
    expect(decision.status).toBe('held' in expected ? 'held' : 'granted');
  });

  test('has its own back in the same term', () => {
    const request = { me: 'ann', focus, now, claim: ofAnn };
    for (const change of [driving, { focus }]) {
      const decision = decideClaim({ ...request, drivers: [driver('ann', change)] });
      expect(decision.status === 'granted' && decision.claim).toBe(ofAnn);
    }
    const without = decideClaim({ ...request, drivers: [driver('ann'), driver('py', driving)] });
    expect(without).toMatchObject({ status: 'held', by: { participantId: 'py' } });
  });

  test('keeps what it drives already without a record, above all terms that there were', () => {
    const drivers = [driver('py', driving)];
    const request = { me: 'py', focus, now, claim: undefined, drivers };
    expect(decideClaim(request)).toMatchObject({ claim: { holder: 'py', term: 1 } });
    const after = decideClaim({ ...request, lastTerm: 7 });
    expect(after).toMatchObject({ status: 'granted', claim: { holder: 'py', term: 8 } });
    const recorded = decideClaim({ ...request, claim: free, lastTerm: 7 });
    expect(recorded).toMatchObject({ claim: { term: 4 } });
  });

  test('goes on with what it gave, which stays given', () => {
    const drivers = [driver('ann', driving), driver('cy')];
    const request = { me: 'ann', focus, now, claim: givenToCy, drivers };
    const decision = decideClaim({ ...request, goesOn: true });
    expect(decision.status === 'granted' && decision.claim).toBe(givenToCy);
  });

  test('accepts what was given by nobody who holds it', () => {
    const claim = { ...free, reservedFor: 'cy' };
    const decision = decideClaim({ me: 'cy', focus, now, claim, drivers: [driver('cy')] });
    expect(decision).toMatchObject({ claim: { holder: 'cy', term: 4, former: undefined } });
  });

  test('accepts what was given to them, and the giver learns it', () => {
    const drivers = [driver('ann', driving), driver('cy')];
    const decision = decideClaim({ me: 'cy', focus, now, claim: givenToCy, drivers });
    const former = { holder: 'ann', term: 3, how: 'given' };
    expect(decision).toMatchObject({ claim: { holder: 'cy', term: 4, former } });
    const accepted = decision.status === 'granted' ? decision.claim : ofAnn;
    expect(accepted).not.toHaveProperty('reservedFor', 'cy');
    const after = [driver('ann', driving), driver('cy', driving)];
    expect(noticesOf(accepted, 'ann', after)).toEqual([{ kind: 'accepted', by: 'cy', former }]);
    expect(noticesOf(accepted, 'ann', [driver('ann'), driver('cy', driving)])).toEqual([]);
  });

  test('takes back what they gave, driving or not', () => {
    for (const change of [driving, {}]) {
      const drivers = [driver('ann', change), driver('cy')];
      const decision = decideClaim({ me: 'ann', focus, now, claim: givenToCy, drivers });
      expect(decision).toMatchObject({ status: 'granted', claim: { holder: 'ann', term: 3 } });
      expect(decision).toHaveProperty('claim.reservedFor', undefined);
    }
  });
});

describe('who takes a claim', () => {
  const base = { focus, since: now, reason: 'asleep', wantedBy: [] };
  const byBob = { ...base, holder: 'bob', term: 4, former: undefined };

  test.each<[string, Claim | undefined, readonly Driver[], Claim]>([
    ['that nobody ever had', undefined, [], { ...byBob, term: 1 }],
    ['that was released', free, [driver('ann')], byBob],
    ['whose holder drives elsewhere', ofAnn, [driver('ann', { ...driving, focus: 'wp:2' })], byBob],
    [
      'whose holder is gone',
      ofAnn,
      [driver('ann', { ...driving, verdict: 'gone' })],
      { ...byBob, former: { holder: 'ann', term: 3, how: 'gone' } },
    ],
    [
      'whose holder is there',
      ofAnn,
      [driver('ann', driving)],
      { ...byBob, former: { holder: 'ann', term: 3, how: 'taken' } },
    ],
  ])('%s', (_, claim, others, expected) => {
    const drivers = [driver('bob'), ...others];
    expect(takeClaim({ me: 'bob', focus, now, claim, drivers }, 'asleep')).toEqual(expected);
  });

  test('that is theirs has it in the same term, and no longer reserved', () => {
    const drivers = [driver('ann', driving), driver('cy')];
    const request = { me: 'ann', focus, now, drivers };
    expect(takeClaim({ ...request, claim: ofAnn }, 'asleep')).toBe(ofAnn);
    const back = takeClaim({ ...request, claim: givenToCy }, 'asleep');
    expect(back).toEqual({ ...ofAnn, reservedFor: undefined, note: undefined });
  });

  test('no longer asks for it; others still do', () => {
    const asked = askForClaim(askForClaim(ofAnn, { by: 'bob', at: now }), { by: 'cy', at: now });
    const drivers = [driver('ann', driving), driver('bob', { focus }), driver('cy', { focus })];
    const taken = takeClaim({ me: 'bob', focus, now, claim: asked, drivers }, 'asleep');
    expect(taken.wantedBy).toEqual([{ by: 'cy', at: now }]);
  });
});

describe('a claim of one who has no session any more', () => {
  const heldByAnn = { ...ofAnn, reason: 'asleep' };

  test.each<[string, Claim, readonly string[], Partial<Claim> | undefined]>([
    ['is free, in its term', heldByAnn, [], { holder: undefined, reason: undefined }],
    ['stays with who has one', heldByAnn, ['ann'], undefined],
    ['that nobody has stays as it is', { ...free, reason: 'asleep' }, [], undefined],
    ['waits for its receiver', givenToCy, ['cy'], undefined],
    ['and of its receiver is free', givenToCy, [], { holder: undefined, reservedFor: undefined }],
    ['to whom it was given, stays with the giver', givenToCy, ['ann'], { reservedFor: undefined }],
    [
      'that is only reserved for them, is free',
      { ...givenToCy, holder: undefined },
      [],
      { reservedFor: undefined },
    ],
  ])('%s', (_, claim, there, change) => {
    const released = releaseNobody(claim, (participantId) => there.includes(participantId));
    if (change === undefined) expect(released).toBe(claim);
    else expect(released).toEqual({ ...claim, ...change });
  });
});

describe('the holder of a claim', () => {
  test('learns that it was taken, by whom and why, for as long as it drives there', () => {
    const drivers = [driver('ann', driving), driver('bob', driving)];
    const taken = takeClaim({ me: 'bob', focus, now, claim: ofAnn, drivers }, 'asleep');
    const former = { holder: 'ann', term: 3, how: 'taken' };
    expect(taken).toMatchObject({ holder: 'bob', term: 4, former, reason: 'asleep' });
    const notice = { kind: 'displaced', by: 'bob', former, reason: 'asleep' };
    expect(noticesOf(taken, 'ann', drivers)).toEqual([notice]);
    expect(noticesOf(taken, 'ann', [driver('ann'), driver('bob', driving)])).toEqual([]);
    expect(noticesOf(taken, 'bob', drivers)).toEqual([]);
    const stopped = [driver('ann', driving), driver('bob')];
    expect(noticesOf(taken, 'ann', stopped)).toEqual([]);
  });

  test('is no news to others who drive there, whoever had it before', () => {
    const drivers = ['ann', 'bob', 'cy'].map((name) => driver(name, driving));
    const taken = takeClaim({ me: 'bob', focus, now, claim: ofAnn, drivers }, 'asleep');
    expect(noticesOf(taken, 'cy', drivers)).toEqual([]);
    expect(noticesOf(ofAnn, 'cy', drivers)).toEqual([]);
    for (const me of ['ann', 'dee']) expect(noticesOf(free, me, drivers)).toEqual([]);
  });

  test('learns who asks for it, but for those who are gone or work on something else', () => {
    const asked = ['cy', 'di', 'ed', 'fay'].reduce(
      (claim, by) => askForClaim(claim, { by, at: now }),
      ofAnn,
    );
    const drivers = [
      driver('ann', driving),
      driver('cy', { focus }),
      driver('di', { focus, verdict: 'gone' }),
      driver('ed', { focus: 'wp:2', drives: true }),
    ];
    const again = askForClaim(asked, { by: 'cy', at: now, note: 'please' });
    const wishes = [{ by: 'cy', at: now, note: 'please' }];
    expect(noticesOf(again, 'ann', drivers)).toEqual([{ kind: 'asked', wishes }]);
    for (const me of ['cy', 'ed']) expect(noticesOf(again, me, drivers)).toEqual([]);
    // Its own wish is none, and who is gone has dropped theirs when the holder goes on.
    const own = askForClaim(again, { by: 'ann', at: now });
    expect(noticesOf(own, 'ann', drivers)).toEqual([{ kind: 'asked', wishes }]);
    const decision = decideClaim({ me: 'ann', focus, now, claim: own, drivers });
    expect(decision).toHaveProperty('claim.wantedBy', wishes);
  });

  test('is no longer asked by one who was granted it', () => {
    const asked = askForClaim(askForClaim(free, { by: 'bob', at: now }), { by: 'cy', at: now });
    const drivers = [driver('bob'), driver('cy', { focus })];
    const decision = decideClaim({ me: 'bob', focus, now, claim: asked, drivers });
    expect(decision).toMatchObject({ claim: { wantedBy: [{ by: 'cy' }] } });
  });

  test('frees it, and keeps the term; others do not', () => {
    expect(releaseClaim(ofAnn, 'ann')).toEqual({ ...free, reason: undefined });
    expect(releaseClaim(ofAnn, 'bob')).toBe(ofAnn);
    expect(releaseClaim(givenToCy, 'ann')).toBe(givenToCy);
  });

  test('is not asked any more once it has given it away, and whoever gets it asks no longer', () => {
    const drivers = [driver('ann', driving), driver('cy', { focus }), driver('di', { focus })];
    const asked = ['cy', 'di'].reduce((claim, by) => askForClaim(claim, { by, at: now }), ofAnn);
    expect(noticesOf(asked, 'ann', drivers)).toMatchObject([{ kind: 'asked' }]);
    const given = giveClaim(asked, 'cy');
    expect(given.wantedBy).toEqual([{ by: 'di', at: now }]);
    expect(noticesOf(given, 'ann', drivers)).toEqual([]);
  });

  test('learns of an offer', () => {
    const drivers = [driver('ann', driving), driver('cy')];
    expect(giveClaim(ofAnn, 'cy', 'green')).toEqual(givenToCy);
    expect(noticesOf(givenToCy, 'cy', drivers)).toEqual([
      { kind: 'offered', by: 'ann', note: 'green' },
    ]);
  });
});

describe('whatever three participants do, in any order, with a crash between any two writes', () => {
  const names = ['ann', 'bob', 'cy'] as const;
  const step = fc.record({
    who: fc.constantFrom(...names),
    does: fc.constantFrom('drive', 'stop', 'take', 'give', 'end', 'return', 'ask'),
    to: fc.constantFrom(...names),
    crashes: fc.boolean(),
  });

  test('a term has one holder, terms never go back, and what nobody drives can be claimed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let claim: Claim | undefined;
        let drivers: readonly Driver[] = names.map((name) => driver(name));
        const holders = new Map<number, string>();
        const change = (who: string, by: Partial<Driver>): void => {
          drivers = drivers.map((each) => (each.participantId === who ? { ...each, ...by } : each));
        };
        for (const { who, does, to, crashes } of steps) {
          const me = drivers.find(({ participantId }) => participantId === who);
          if (me?.verdict === 'gone' && does !== 'return') continue;
          const request = { me: who, focus, now, claim, drivers };
          const before = claim?.term ?? 0;
          if (does === 'drive' || does === 'take') {
            const decision = decideClaim(request);
            if (decision.status === 'granted') claim = decision.claim;
            else if (does === 'take') claim = takeClaim(request, 'x');
            if ((decision.status === 'granted' || does === 'take') && !crashes)
              change(who, driving);
          }
          if (does === 'stop') {
            change(who, { drives: false });
            if (claim !== undefined && !crashes) claim = releaseClaim(claim, who);
          }
          const isMine = effectiveHolder(claim, drivers)?.participantId === who;
          if (does === 'give' && claim !== undefined && isMine && to !== who)
            claim = giveClaim(claim, to);
          if (does === 'ask' && claim !== undefined)
            claim = askForClaim(claim, { by: who, at: now });
          if (does === 'end') change(who, { verdict: 'gone' });
          if (does === 'return') change(who, { verdict: 'here' });

          expect(claim?.term ?? 0).toBeGreaterThanOrEqual(before);
          if (claim?.holder !== undefined) {
            const known = holders.get(claim.term) ?? claim.holder;
            expect(claim.holder).toBe(known);
            holders.set(claim.term, claim.holder);
          }
          const waits = drivers.some(
            ({ participantId, verdict }) =>
              participantId === claim?.reservedFor && verdict !== 'gone',
          );
          const isDriven = drivers.some(({ drives, verdict }) => drives && verdict !== 'gone');
          if (!waits && !isDriven) {
            for (const each of names) {
              expect(decideClaim({ ...request, me: each, claim, drivers }).status).toBe('granted');
            }
          }
        }
      }),
    );
  });
});
