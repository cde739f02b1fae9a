/** One member of an object, in the very text it was read from. */
export interface JsonMember {
  /** The name, unescaped. */
  readonly key: string;
  /** The name as the text has it, its quotes included. */
  readonly keyText: string;
  /** The value as the text has it, the white space inside of it included and none around it. */
  readonly valueText: string;
}
