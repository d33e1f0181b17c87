export type { Fault } from './fault.ts';
export { startTestDuet } from './start-test-duet.ts';
export type { TestDuetOptions } from './start-test-duet.ts';
export type { TestClock } from './test-clock.ts';
export type { DroppedAnswer, Someone, TestDuet } from './test-duet.ts';
export type { TestPerson } from './test-person.ts';
