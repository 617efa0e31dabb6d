@NullMarked
package io.setoff.risk.mapping;

import org.jspecify.annotations.NullMarked;
