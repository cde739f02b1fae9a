const escapes = new Map([...'bfnrt'].map((letter, at) => [letter, '\b\f\n\r\t'.charAt(at)]));

/**
 * What a valid text holds, by a parser that shares nothing with the package: the engine's own takes
 * some keys for others.
 */
export function referenceValue(text: string): unknown {
  const tokens = text.match(/[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const listUpTo = (close: string, item: () => void): void => {
    if (tokens[at] === close) at += 1;
    else {
      do item();
      while (next() === ',');
    }
  };
  const value = (): unknown => {
    const token = next();
    if (token === '[') {
      const items: unknown[] = [];
      listUpTo(']', () => items.push(value()));
      return items;
    }
    if (token === '{') {
      const entries: [key: string, value: unknown][] = [];
      listUpTo('}', () => {
        const key = decoded(next());
        next();
        entries.push([key, value()]);
      });
      return Object.fromEntries(entries);
    }
    return token.startsWith('"') ? decoded(token) : scalar(token);
  };
  return value();
}

function decoded(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u(.{4})|(.))/g, (_, hex: string | undefined, letter: string) =>
      hex === undefined
        ? (escapes.get(letter) ?? letter)
        : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

function scalar(token: string): unknown {
  if (token === 'null') return null;
  return token === 'true' || token === 'false' ? token === 'true' : Number(token);
}
