/**
 * The Camel side: component, endpoint, a producer for each operation, and the conversion of exchanges to media. Options
 * and headers are declared and documented here.
 */
package com.cielo24.camel;
