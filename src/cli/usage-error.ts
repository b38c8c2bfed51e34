import { LoamError } from '@/base/errors';

/** A command line that cannot be. Ends the program with code 2 and one line: the argument, what is wrong with it, what would be right. */
export class UsageError extends LoamError {
  constructor(argument: string, what: string, remedy: string) {
    super({ code: 'cli/usage', what, where: argument, remedy });
  }
}
