@NullMarked
package io.setoff.risk.clearing;

import org.jspecify.annotations.NullMarked;
