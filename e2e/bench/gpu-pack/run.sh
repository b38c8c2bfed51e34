#!/bin/sh
# Runs Loam's step bench on this machine's Vulkan driver, and the same model in PyTorch where there is one. No network is needed.
#   ./run.sh [--config A|B|FILE] [--rounds N] [--steps N] [--peers stock|none] [--adapter MANIFEST]
# FILE is JSON such as {"L": 6, "D": 384, "H": 6, "T": 256, "B": 16, "V": 4096}. LOAM_PYTHON names another python3.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
has() { ldconfig -p 2>/dev/null | grep -q "$1"; }

# A driver without the loader that finds it: ours will do.
if ! has libvulkan.so.1; then
  LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
  export LD_LIBRARY_PATH
fi
# NVIDIA's driver is often there without its manifest (in containers).
if [ -z "$VK_DRIVER_FILES$VK_ICD_FILENAMES" ] && [ -e /dev/nvidiactl ]; then
  if ! ls /usr/share/vulkan/icd.d/nvidia* /etc/vulkan/icd.d/nvidia* >/dev/null 2>&1; then
    for library in libGLX_nvidia.so.0 libEGL_nvidia.so.0; do
      if has "$library"; then
        VK_DRIVER_FILES="$here/lib/nvidia-$library.json"
        export VK_DRIVER_FILES
        break
      fi
    done
  fi
fi
"$here/node" "$here/bench.mjs" "$@"
status=$?
python=${LOAM_PYTHON:-python3}
if "$python" -c 'import torch' 2>/dev/null; then
  "$python" "$here/pytorch_bench.py" "$@" --beside "$here/last-result.json"
else
  echo 'PyTorch is not here: its half is left out.'
fi
exit $status
