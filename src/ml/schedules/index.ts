import { Registry } from '@/base/registry';
import { constant } from './constant';
import { cosine } from './cosine';
import type { ScheduleEntry } from './entry';
import { linear } from './linear';

/** Learning-rate schedules; the first is the default. */
export const schedules = new Registry<ScheduleEntry>('schedule', [cosine, linear, constant]);
