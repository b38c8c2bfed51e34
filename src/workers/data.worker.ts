import './keep-reports';
import { expose } from 'comlink';
import { opfsStorage } from '@/storage/opfs';
import { createDataApi } from './data-api';

expose(createDataApi(() => opfsStorage()));
