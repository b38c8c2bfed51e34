import { expect, it } from 'vitest';
import { cleanOne } from '../testing/clean-documents';

it.each([
  ['It is 6 ft 2 in tall.', 'It is 1.88 m tall.'],
  ['It is 10 miles away', 'It is 16 km away'],
  ['a 12-inch ruler and 100 yards', 'a 30 cm ruler and 91 m'],
  ['26.2 miles', '42.2 km'],
  ['1,500 feet up', '460 m up'],
  ['5 in total, 3 in.', '5 in total, 7.6 cm.'],
  ['3 in and 5 ft', '3 in and 1.5 m'],
  ['no 5 footnotes, $5 mi', 'no 5 footnotes, $5 mi'],
  ['a 6-foot-2 man', 'a 6-foot-2 man'],
  ['It is 7 ft. The harbour is 9 ft. deep.', 'It is 2.1 m. The harbour is 2.7 m deep.'],
  ['It is 7 ft.\nAnd more', 'It is 2.1 m.\nAnd more'],
])('metric: %s', async (given, wanted) => {
  expect((await cleanOne('units', given)).text).toBe(wanted);
});

it.each([
  ['1.88 m tall', '2.06 yd tall'],
  ['42.195 km', '26.219 mi'],
  ['30 cm', '12 in'],
  ['€5 m, 5 m², 10 m/s, 100 km/h', '€5 m, 5 m², 10 m/s, 100 km/h'],
])('imperial: %s', async (given, wanted) => {
  expect((await cleanOne('units', given, { system: 'imperial' })).text).toBe(wanted);
});
