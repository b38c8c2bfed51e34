import './keep-reports';
import { expose } from 'comlink';
import { openDevice } from '@/gpu/device';
import { opfsStorage } from '@/storage/opfs';
import { createTrainApi } from './train-api';

expose(createTrainApi({ openStorage: () => opfsStorage(), openDevice }));
