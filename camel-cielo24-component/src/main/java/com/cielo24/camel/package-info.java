/**
 * The Camel side: component, endpoint, a producer for each operation, and the way from an exchange to media. What users
 * write in routes, options and headers, is declared here and documented from here.
 */
package com.cielo24.camel;
