// A batch signer with Go's crypto/x509, on some goroutines: what certmill is compared with.
//
//	peer REQUESTS CA.pem CA.key OUT.pem WORKERS
//
// REQUESTS has one PKCS#10 request a line, base64. Each request's signature is verified; its certificate gets the
// request's subject and subjectAltName.
package main

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"log"
	"math/big"
	"os"
	"strconv"
	"sync"
	"time"
)

type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

func must(err error) {
	if err != nil {
		log.Fatal("peer: ", err)
	}
}

func readPEM(path string) []byte {
	text, err := os.ReadFile(path)
	must(err)
	block, _ := pem.Decode(text)
	if block == nil {
		log.Fatal("peer: ", path, " is not PEM")
	}
	return block.Bytes
}

func readAuthority(certificatePath, keyPath string) authority {
	certificate, err := x509.ParseCertificate(readPEM(certificatePath))
	must(err)
	key, err := x509.ParsePKCS8PrivateKey(readPEM(keyPath))
	must(err)
	return authority{certificate, key.(crypto.Signer)}
}

func readLines(path string) []string {
	file, err := os.Open(path)
	must(err)
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	must(scanner.Err())
	return lines
}

func keyIdentifier(publicKeyInfo []byte) []byte {
	var info struct {
		Algorithm asn1.RawValue
		Key       asn1.BitString
	}
	_, err := asn1.Unmarshal(publicKeyInfo, &info)
	must(err)
	digest := sha1.Sum(info.Key.Bytes)
	return digest[:]
}

func (ca authority) issue(line string) []byte {
	der, err := base64.StdEncoding.DecodeString(line)
	must(err)
	request, err := x509.ParseCertificateRequest(der)
	must(err)
	must(request.CheckSignature())
	serial := make([]byte, 16)
	_, err = rand.Read(serial)
	must(err)
	serial[0] = serial[0]&0x3f | 0x40
	now := time.Now()
	template := x509.Certificate{
		SerialNumber:          new(big.Int).SetBytes(serial),
		RawSubject:            request.RawSubject,
		NotBefore:             now,
		NotAfter:              now.AddDate(0, 0, 90),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		SubjectKeyId:          keyIdentifier(request.RawSubjectPublicKeyInfo),
		DNSNames:              request.DNSNames,
		IPAddresses:           request.IPAddresses,
		EmailAddresses:        request.EmailAddresses,
		URIs:                  request.URIs,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, &template, ca.certificate, request.PublicKey, ca.key)
	must(err)
	return certificate
}

func (ca authority) work(lines []string, first, step int, out *os.File) {
	var text bytes.Buffer
	flush := func() {
		// A file opened for appending takes each write whole.
		_, err := out.Write(text.Bytes())
		must(err)
		text.Reset()
	}
	for index := first; index < len(lines); index += step {
		must(pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: ca.issue(lines[index])}))
		if text.Len() > 1<<16 {
			flush()
		}
	}
	flush()
}

func main() {
	if len(os.Args) != 6 {
		log.Fatal("usage: peer REQUESTS CA.pem CA.key OUT.pem WORKERS")
	}
	ca := readAuthority(os.Args[2], os.Args[3])
	lines := readLines(os.Args[1])
	workers, err := strconv.Atoi(os.Args[5])
	must(err)
	out, err := os.OpenFile(os.Args[4], os.O_WRONLY|os.O_CREATE|os.O_TRUNC|os.O_APPEND, 0o644)
	must(err)
	var group sync.WaitGroup
	for index := 0; index < workers; index++ {
		group.Add(1)
		go func(first int) {
			defer group.Done()
			ca.work(lines, first, workers, out)
		}(index)
	}
	group.Wait()
	must(out.Close())
}
