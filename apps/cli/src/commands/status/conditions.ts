/**
 * What a watch can wait for. `free` (nobody else drives on my focus) and `gone` (nobody else is
 * here) belong here once a roster knows who is still there.
 */
export const conditions = ['change'] as const;

export type Condition = (typeof conditions)[number];
