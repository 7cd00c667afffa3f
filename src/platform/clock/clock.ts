/** The time of this machine. Injected, so that tests can turn it and the core never asks for it. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
