/**
 * A chain that a script plays, for authors of adapters: {@link
 * io.setoff.adapters.evm.script.ScriptedChain} mines and forks, {@link
 * io.setoff.adapters.evm.script.ScriptedNode} answers JSON-RPC for it and can be late, wrong or
 * gone. {@link io.setoff.adapters.evm.script.ScriptRun} plays a seed and compares with the truth
 * after every step.
 */
@NullMarked
package io.setoff.adapters.evm.script;

import org.jspecify.annotations.NullMarked;
