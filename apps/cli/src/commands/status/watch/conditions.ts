/**
 * What a watch can wait for: `change`, whatever it is; `free`, that the caller is granted its focus;
 * `gone`, that nobody else is here.
 */
export const conditions = ['change', 'free', 'gone'] as const;

export type Condition = (typeof conditions)[number];
