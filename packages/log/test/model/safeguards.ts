/** What the log, the feed and the outbox do so that their promises hold. The model can be run without any one of them. */
export const safeguards = {
  replicationId: 'every script compares the replication id',
  floor: 'a new epoch begins far above every known place',
  gaps: 'SQL remembers up to where the last epoch jumped',
  claim: 'what was accepted is sent again with its claim',
  lookUp: 'an id that is not young is looked up in SQL',
  compareAndSet: 'a drain commits only onto the epoch and place that it read',
  oldestUndrained: 'the watermark is the oldest un-drained place, not the newest',
  hint: 'idle partitions are moved along',
  smallerPlaces: 'receivers take a smaller place too',
  windowKept: 'a window is kept for people who are away for a while',
  unpublished: 'what nobody published is found by a sweep',
  mergedLoad: 'what a load answers joins what came live meanwhile',
  oldAnswers: 'an answer of an older epoch does not count',
  ghosts: 'an append of an older epoch is not published in a newer one',
  oneNode: 'the load behind a reset comes from the node that said it',
  toldAgain: 'what SQL answers for a known key is published again',
  owedLoad: 'a reset stays owed until its load succeeded',
  doubts: 'a time-out is a doubt, not a refusal',
} as const;

export type Safeguard = keyof typeof safeguards;
