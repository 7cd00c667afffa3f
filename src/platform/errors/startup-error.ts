/**
 * A reason not to start that the person at the keyboard can do something about: one sentence that says what is
 * wrong and what helps. The command line prints it alone, without a stack, and exits with 1.
 */
export class StartupError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartupError';
  }
}
