import { delimitedReader } from './delimited';

export const csvReader = delimitedReader();
