/** What is done with the store while no gateway runs. */
@NullMarked
package io.setoff.gateway.maintenance;

import org.jspecify.annotations.NullMarked;
