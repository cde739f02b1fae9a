declare const brand: unique symbol;

/** A string that has passed the check its name stands for. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
