/** The application: puts together what the configuration names, and starts it. */
@NullMarked
package io.setoff.gateway;

import org.jspecify.annotations.NullMarked;
