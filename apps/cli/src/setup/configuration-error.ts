/** A configuration in which setup cannot be made, or not without taking something from its owner. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** Whether it is damaged, or holds what somebody else has put where setup would write. */
  readonly kind: 'damaged' | 'taken';
  /** Where, as an index into the text. */
  readonly offset: number;

  constructor(kind: 'damaged' | 'taken', message: string, offset: number) {
    super(message);
    this.kind = kind;
    this.offset = offset;
  }
}
