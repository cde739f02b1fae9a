/** A string that JSON shows as it is: printable ASCII, neither a quote nor an escape in it. */
const plain = '"([ !#-[\\]-~]*)"';

/**
 * What matches a file in the layout in which this product and Python write nearly every one: these keys in
 * their order, a plain string or `null` for each, and nothing else. One look tells it, for a fifth of what
 * scan, parser and schema cost; and what fits has no key twice, no escape and nothing nested, so that they
 * would find the same. Its groups are the strings; that of a `null` is undefined.
 *
 * @param nullable - the keys that may be `null`
 */
export function canonicalLayout(keys: readonly string[], nullable: readonly string[]): RegExp {
  const lines = keys.map((key) => {
    const value = nullable.includes(key) ? `(?:null|${plain})` : plain;
    return `  "${key}": ${value}`;
  });
  return new RegExp(`^\\{\\n${lines.join(',\\n')}\\n\\}$`);
}
