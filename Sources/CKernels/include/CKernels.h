// The kernels that are not large matrix products: fused elementwise programs with reductions, linear maps along an axis,
// gathers, optimiser steps, and the thread pool. Everything works on memory that the caller provides; nothing here
// allocates.
#pragma once
#include "CKernelsParallel.h"
#include "CKernelsTile.h"
#include "CKernelsMovement.h"
#include "CKernelsNarrow.h"
#include "CKernelsRows.h"
#include "CKernelsAttention.h"
#include "CKernelsDecoder.h"
#include "CKernelsFields.h"
#include "CKernelsOptimizer.h"
#include "CKernelsQuantized.h"
#include "CKernelsRecurrent.h"
#include "CKernelsScan.h"
#include "CKernelsSparse.h"
#include "CKernelsSignals.h"
