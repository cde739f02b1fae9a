import { type Timestamp, timestampToMs } from '@missionctl/session-model';

const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'm', ms: 60_000 },
] as const;

const second = { name: 's', ms: 1000 } as const;

/** How long ago, for people: `now`, `5m ago`, `3d ago`; `in 5m` when a clock was wrong. */
export function relativeTime(timestamp: Timestamp, nowMs: number): string {
  return relativeTimeOfMs(timestampToMs(timestamp), nowMs);
}

/** `relativeTime` of milliseconds since the epoch; with `seconds` below a minute too, as `2s ago`. */
export function relativeTimeOfMs(
  ms: number,
  nowMs: number,
  { seconds = false }: { readonly seconds?: boolean } = {},
): string {
  const agoMs = nowMs - ms;
  const all = seconds ? [...units, second] : units;
  const unit = all.find((each) => Math.abs(agoMs) >= each.ms);
  if (unit === undefined) return 'now';
  const span = `${Math.floor(Math.abs(agoMs) / unit.ms)}${unit.name}`;
  return agoMs > 0 ? `${span} ago` : `in ${span}`;
}
