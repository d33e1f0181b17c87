import { tellFault } from './tell-fault.ts';

/** A program that does one thing and ends; with 1 when it could not, for a reason that its reader can mend. */
export const command = async (work: (args: readonly string[]) => void | Promise<void>): Promise<void> => {
  try {
    await work(process.argv.slice(2));
  } catch (error) {
    tellFault(error);
    process.exitCode = 1;
  }
};
