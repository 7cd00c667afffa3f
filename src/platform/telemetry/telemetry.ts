import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a metric is called and means. Names follow Prometheus: `touchstone_<what>_<unit>`, counters end in `_total`. */
export interface MetricDescription<Label extends string> {
  readonly name: `touchstone_${string}`;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** Upper bounds in seconds, from a point query to a bulk statement. */
const SECONDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

/** Half of Prometheus' usual 10 s for a whole answer. */
const LOOK_UP_WITHIN_MS = 5_000;

async function withinTime(work: void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), LOOK_UP_WITHIN_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The metrics of this process, read by `/metrics`. Asking twice for the same name gives the same metric. */
export class Telemetry {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = never>(description: MetricDescription<Label>): Counter<Label> {
    const known = this.registry.getSingleMetric(description.name);
    if (known instanceof Counter) return known;
    return new Counter({ ...this.#options(description) });
  }

  gauge<Label extends string = never>(
    description: MetricDescription<Label> & {
      /** Called when the metrics are read, for figures that are only looked up then. */
      readonly collect?: (gauge: Gauge<Label>) => void | Promise<void>;
    },
  ): Gauge<Label> {
    const known = this.registry.getSingleMetric(description.name);
    if (known instanceof Gauge) return known;
    const { collect } = description;
    return new Gauge<Label>({
      ...this.#options(description),
      ...(collect && {
        async collect() {
          // A figure that cannot be looked up is left out: the others are wanted most when the database is away.
          await withinTime(collect(this)).catch(() => this.reset());
        },
      }),
    });
  }

  /** @param description.buckets upper bounds; seconds from 1 ms to 30 s by default */
  histogram<Label extends string = never>(
    description: MetricDescription<Label> & { readonly buckets?: readonly number[] },
  ): Histogram<Label> {
    const known = this.registry.getSingleMetric(description.name);
    if (known instanceof Histogram) return known;
    return new Histogram({ ...this.#options(description), buckets: [...(description.buckets ?? SECONDS)] });
  }

  #options<Label extends string>({ name, help, labels }: MetricDescription<Label>) {
    return { name, help, labelNames: [...(labels ?? [])], registers: [this.registry] };
  }
}
