// Package client is the network as adapters' requests see it: it fetches what one asks
// for, hop by hop, through a dialer that refuses addresses inside this machine's network,
// with limits a host, robots.txt, and bounds on time and size. What it gives back is a
// page and the capture of it, also where the fetch failed. It alone imports colly.
package client
