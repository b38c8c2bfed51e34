import * as z from 'zod/mini';
import { versioned } from './versioned';

const commandShape = z.object({
  kind: z.enum(['dispatch', 'copy']),
  /** Kernel ("LoamMatMul"); for tfjs's own the first word of its label; "copy". */
  op: z.string(),
  /** Stretch of the computation ("layer 3"); empty outside of all. */
  scope: z.string(),
  phase: z.enum(['forward', 'backward']),
  /** The pipeline's, which names the variant. */
  label: z.string(),
  workgroups: z.tuple([z.number(), z.number(), z.number()]),
  /** Of all that is bound, each once: what a kernel moves at least when it uses everything, and more than it moves when it gathers. */
  bytes: z.number(),
  /** Floating-point operations as the op declares them; 0 where it does not. */
  flops: z.number(),
  /** Absent where it could not be timed. */
  ms: z.optional(z.number()),
});
export type ProfiledCommand = z.infer<typeof commandShape>;

const memoryShape = z.object({
  /** Temporaries: allocated once, for all steps. */
  arenaBytes: z.number(),
  /** Constants, uniforms and inputs. */
  constantBytes: z.number(),
  /** Weights and optimizer state. */
  externalBytes: z.number(),
  /** Bytes of temporaries in use at each command; the largest is what the arenas could at best be. */
  alive: z.array(z.number()),
  /** Command at which most is in use, and the largest temporaries then. `first` and `last` are commands. */
  peakAt: z.number(),
  largest: z.array(
    z.object({ bytes: z.number(), madeBy: z.string(), scope: z.string(), first: z.number(), last: z.number() }),
  ),
});
export type ProfiledMemory = z.infer<typeof memoryShape>;

const profileShape = z.object({
  version: z.literal(1),
  /** ISO 8601. */
  createdAt: z.string(),
  device: z.object({ name: z.string(), vendor: z.string(), architecture: z.string(), software: z.boolean() }),
  timing: z.object({
    /**
     * `timestamps`: medians of the GPU's clock around each dispatch. `averaged timestamps`: that clock is coarse (`quantumNs`), so means over many
     * replays. `repeated dispatches`: the adapter has no such clock; each was repeated and waited for, with its data already in the caches.
     */
    how: z.enum(['timestamps', 'averaged timestamps', 'repeated dispatches']),
    quantumNs: z.optional(z.number()),
    /** How often the step was run for it. */
    replays: z.number(),
  }),
  /** Milliseconds of one undisturbed step, from submit to done (median). */
  stepMs: z.number(),
  /** In the order in which they run. */
  commands: z.array(commandShape),
  memory: memoryShape,
});
/** Where the time and the memory of one training step go. */
export type Profile = z.infer<typeof profileShape>;
export const profile = versioned('profile', 1, profileShape);
