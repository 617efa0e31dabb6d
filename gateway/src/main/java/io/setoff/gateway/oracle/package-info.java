/** The publisher's role: a client of this gateway's own API, started once the API answers. */
@NullMarked
package io.setoff.gateway.oracle;

import org.jspecify.annotations.NullMarked;
