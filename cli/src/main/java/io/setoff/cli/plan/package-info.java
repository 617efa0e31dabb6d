/** What it takes to run Setoff at a size. */
@NullMarked
package io.setoff.cli.plan;

import org.jspecify.annotations.NullMarked;
