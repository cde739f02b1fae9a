type Members = Readonly<Record<string, unknown>>;

/**
 * The thread of Codex that a call is of: its server is started before there is one, and serves several.
 *
 * @param meta The `_meta` of the call.
 */
export function threadOf(meta: Members | undefined): string | undefined {
  if (meta === undefined) return undefined;
  const turn = membersOf(meta['x-codex-turn-metadata']);
  return idIn(meta, 'threadId') ?? idIn(turn, 'thread_id') ?? idIn(turn, 'session_id');
}

/** Given as an object, or as the text of one. */
function membersOf(value: unknown): Members {
  if (typeof value === 'string') return membersIn(value);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function membersIn(text: string): Members {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function idIn(members: Members, name: string): string | undefined {
  const id = Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof id === 'string' && /^[!-~]{1,200}$/.test(id) ? id : undefined;
}
