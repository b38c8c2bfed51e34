import type { ExporterEntry } from '../entry';

export const huggingFace: ExporterEntry = {
  id: 'hugging-face',
  version: 1,
  label: 'Hugging Face',
  help: 'Weights, tokenizer, settings, curves and a model card, as transformers saves and loads them.',
  citation: 'huggingface.co/docs/safetensors; huggingface.co/docs/transformers, PreTrainedModel.from_pretrained',
  options: {},
  extension: 'zip',
  opensWith: ['transformers (PyTorch)', 'transformers.js', 'llama.cpp, after conversion to GGUF', 'Loam'],
  snippet: [
    'from transformers import AutoModelForCausalLM, AutoTokenizer',
    'model = AutoModelForCausalLM.from_pretrained("my-model")',
    'tokenizer = AutoTokenizer.from_pretrained("my-model")',
  ].join('\n'),
  load: async () => (await import('./files')).huggingFaceFiles,
};
